import { Layer, type LayerProps, project32, type UpdateParameters } from '@deck.gl/core';
import type { Model } from '@luma.gl/engine';
import { STATE_BYTES } from '../live/live';
import { fragmentShader, type PmUniforms, pmUniforms, vertexShader } from './pm-shaders';
import { pointModel } from './point-model';
import type { StateColumn } from './state-column';

/** What the layer draws with besides the columns; see pm-shaders.ts. */
export type PmLook = Omit<PmUniforms, 'pass' | 'hatchOrigin' | 'pixelRatio'>;

export interface PmLayerProps extends LayerProps {
  /** MapLibre layer that is drawn on top of this one. */
  beforeId: string;
  /** Binary columns: `getPosition` float64 × 3, `getState` the bytes of `column`. The same object as long as it holds. */
  data: {
    readonly length: number;
    readonly attributes: Readonly<Record<string, { value: ArrayBufferView; size: number; normalized?: boolean }>>;
  };
  column: StateColumn;
  /** `column.revision`: differs when there is something to upload and draw. */
  revision: number;
  look: PmLook;
  /** Some PM's source is silent: the hatch is drawn first. */
  hatched: boolean;
}

interface PmLayerState {
  [key: string]: unknown;
  model: Model;
}

/**
 * All PMs in one draw call of `point-list`: not instanced, which software WebGL draws point by point (electron.md).
 * Colour, size and shape come from each PM's state bytes in the shader, so a change of state is a write of four bytes.
 */
export class PmLayer extends Layer<PmLayerProps> {
  static override layerName = 'PmLayer';
  static override defaultProps = {
    data: { type: 'data', value: [] },
    column: { type: 'object', value: null, compare: false },
    look: { type: 'object', value: null, compare: false },
  } as never;
  declare state: PmLayerState;

  override getShaders() {
    return super.getShaders({ vs: vertexShader, fs: fragmentShader, modules: [project32, pmUniforms] });
  }

  override initializeState(): void {
    const attributes = this.getAttributeManager();
    attributes?.remove(['instancePickingColors']);
    attributes?.add({
      positions: { size: 3, type: 'float64', fp64: true, accessor: 'getPosition' },
      states: { size: STATE_BYTES, type: 'unorm8', accessor: 'getState' },
    });
    this.setState({
      model: pointModel(this, this.getShaders()),
    });
  }

  override shouldUpdateState({ changeFlags }: UpdateParameters<this>): boolean {
    return Boolean(changeFlags.propsOrDataChanged);
  }

  override draw(): void {
    const { model } = this.state;
    const { column, look, hatched } = this.props;
    const states = this.getAttributeManager()?.getAttributes().states?.getBuffer();
    for (const { first, count } of column.takeDirty())
      states?.write(column.bytes.subarray(first * STATE_BYTES, (first + count) * STATE_BYTES), first * STATE_BYTES);

    model.setVertexCount(this.getNumInstances());
    model.setInstanceCount(0);
    const pixelRatio = this.context.device.canvasContext?.cssToDeviceRatio() ?? 1;
    const [x = 0, y = 0] = this.context.viewport.project([0, 0]);
    const shared = { ...look, pixelRatio, hatchOrigin: [x * pixelRatio, -y * pixelRatio] as const };
    for (const pass of hatched ? [0, 1] : [1]) {
      model.shaderInputs.setProps({ pms: { ...shared, pass } });
      model.draw(this.context.renderPass);
    }
  }

  override finalizeState(context: Parameters<Layer['finalizeState']>[0]): void {
    super.finalizeState(context);
    this.state.model.destroy();
  }
}
