import type { Layer } from '@deck.gl/core';
import { Model } from '@luma.gl/engine';

type ModelProps = ConstructorParameters<typeof Model>[1];

/**
 * The GPU model of a layer that draws one GL point a row: not instanced, because software GL draws instances one by one,
 * and over whatever lies below.
 */
export function pointModel(layer: Layer, shaders: Partial<ModelProps>): Model {
  return new Model(layer.context.device, {
    ...shaders,
    id: layer.props.id,
    topology: 'point-list',
    vertexCount: 0,
    isInstanced: false,
    bufferLayout: layer.getAttributeManager()?.getBufferLayouts() ?? [],
    parameters: { depthWriteEnabled: false, depthCompare: 'always' },
  } as ModelProps);
}
