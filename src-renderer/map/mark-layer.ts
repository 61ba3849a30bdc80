import { Layer, type LayerProps, project32, type UpdateParameters } from '@deck.gl/core';
import type { Texture } from '@luma.gl/core';
import type { Model } from '@luma.gl/engine';
import { pointModel } from './point-model';
import { CELL, SHEET_SIDE, type SpriteSheet } from './sprites';

export interface MarkLayerProps extends LayerProps {
  /** Binary columns: `getPosition` float64 × 3; `getSprite` column, row, size in CSS pixels, opacity. In drawing order. */
  data: {
    readonly length: number;
    readonly attributes: Readonly<Record<string, { value: ArrayBufferView; size: number }>>;
  };
  sheet: SpriteSheet;
  /** `sheet.revision`. */
  revision: number;
}

interface MarkLayerState {
  [key: string]: unknown;
  model: Model;
  texture: Texture | null;
  uploaded: { readonly sheet: SpriteSheet; readonly revision: number } | null;
}

const block = `\
layout(std140) uniform marksUniforms {
  float pixelRatio;
  float side;
} marks;
`;
const marksUniforms = {
  name: 'marks',
  vs: block,
  fs: block,
  uniformTypes: { pixelRatio: 'f32', side: 'f32' },
} as const;

const vertexShader = `#version 300 es
#define SHADER_NAME mark-vertex
in vec3 positions;
in vec3 positions64Low;
in vec4 sprites;
flat out vec3 vSprite;

void main() {
  geometry.worldPosition = positions;
  gl_Position = project_position_to_clipspace(positions, positions64Low, vec3(0.0), geometry.position);
  gl_PointSize = sprites.z * marks.pixelRatio;
  vSprite = sprites.xyw;
}
`;

const fragmentShader = `#version 300 es
#define SHADER_NAME mark-fragment
precision highp float;
uniform sampler2D sheet;
flat in vec3 vSprite;
out vec4 fragColor;

void main() {
  fragColor = texture(sheet, (vSprite.xy + gl_PointCoord) / marks.side);
  fragColor.a *= vSprite.z;
  if (fragColor.a < 0.01) discard;
}
`;

/**
 * Sprites as points: one program and one draw call for shapes, counts, glows and rings. deck.gl's own icon and text
 * layers draw the same with four programs, whose compilation alone takes software WebGL a second.
 */
export class MarkLayer extends Layer<MarkLayerProps> {
  static override layerName = 'MarkLayer';
  static override defaultProps = {
    data: { type: 'data', value: [] },
    sheet: { type: 'object', value: null, compare: false },
  } as never;
  declare state: MarkLayerState;

  override getShaders() {
    return super.getShaders({ vs: vertexShader, fs: fragmentShader, modules: [project32, marksUniforms] });
  }

  override initializeState(): void {
    const attributes = this.getAttributeManager();
    attributes?.remove(['instancePickingColors']);
    attributes?.add({
      positions: { size: 3, type: 'float64', fp64: true, accessor: 'getPosition' },
      sprites: { size: 4, type: 'float32', accessor: 'getSprite' },
    });
    this.setState({
      texture: null,
      uploaded: null,
      model: pointModel(this, this.getShaders()),
    });
  }

  override shouldUpdateState({ changeFlags }: UpdateParameters<this>): boolean {
    return Boolean(changeFlags.propsOrDataChanged);
  }

  override draw(): void {
    const { model } = this.state;
    if (this.getNumInstances() === 0) return;
    model.setBindings({ sheet: this.#texture() });
    model.setVertexCount(this.getNumInstances());
    model.setInstanceCount(0);
    const pixelRatio = this.context.device.canvasContext?.cssToDeviceRatio() ?? 1;
    model.shaderInputs.setProps({ marks: { pixelRatio, side: SHEET_SIDE } });
    model.draw(this.context.renderPass);
  }

  override finalizeState(context: Parameters<Layer['finalizeState']>[0]): void {
    super.finalizeState(context);
    this.state.model.destroy();
    this.state.texture?.destroy();
  }

  /** The sheet on the GPU. Only sprites that are not there yet are written: the whole sheet is 9 MB. */
  #texture(): Texture {
    const { sheet } = this.props;
    const held = this.state.uploaded?.sheet === sheet ? this.state.texture : null;
    const texture = held ?? this.#emptyTexture(sheet);
    for (let cell = held ? (this.state.uploaded?.revision ?? 0) : 0; cell < sheet.revision; cell++) {
      const [x, y] = sheet.placeOf(cell);
      const pixels = sheet.pixelsOf(cell);
      if (pixels) texture.writeData(pixels, { x, y, width: CELL, height: CELL });
    }
    this.setState({ texture, uploaded: { sheet, revision: sheet.revision } });
    return texture;
  }

  #emptyTexture({ size }: SpriteSheet): Texture {
    this.state.texture?.destroy();
    const sampler = { minFilter: 'linear', magFilter: 'linear' } as const;
    return this.context.device.createTexture({ format: 'rgba8unorm', width: size, height: size, sampler });
  }
}
