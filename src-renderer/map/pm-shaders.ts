type Colour = readonly [number, number, number, number];

/** Uniforms of the PM layer. Colours 0–1; lengths in CSS pixels. */
export interface PmUniforms {
  readonly normal: Colour;
  readonly intervention: Colour;
  readonly unknown: Colour;
  readonly highlight: Colour;
  readonly warning: Colour;
  readonly minor: Colour;
  readonly major: Colour;
  readonly critical: Colour;
  /** Where the hatch begins, so that it lies still on the ground while the map moves. Device pixels. */
  readonly hatchOrigin: readonly [number, number];
  readonly dotRadius: number;
  readonly ringRadius: number;
  readonly hatchRadius: number;
  readonly pixelRatio: number;
  /** 0: the hatch of what is unknown; 1: the points. */
  readonly pass: number;
  /** 1: a highlight is on, and what is not in it steps back. */
  readonly highlighting: number;
}

const block = `\
layout(std140) uniform pmsUniforms {
  vec4 normal;
  vec4 intervention;
  vec4 unknown;
  vec4 highlight;
  vec4 warning;
  vec4 minor;
  vec4 major;
  vec4 critical;
  vec2 hatchOrigin;
  float dotRadius;
  float ringRadius;
  float hatchRadius;
  float pixelRatio;
  float pass;
  float highlighting;
} pms;
`;

/** The same block for luma.gl; names, order and types must be those above. */
export const pmUniforms = {
  name: 'pms',
  vs: block,
  fs: block,
  uniformTypes: {
    normal: 'vec4<f32>',
    intervention: 'vec4<f32>',
    unknown: 'vec4<f32>',
    highlight: 'vec4<f32>',
    warning: 'vec4<f32>',
    minor: 'vec4<f32>',
    major: 'vec4<f32>',
    critical: 'vec4<f32>',
    hatchOrigin: 'vec2<f32>',
    dotRadius: 'f32',
    ringRadius: 'f32',
    hatchRadius: 'f32',
    pixelRatio: 'f32',
    pass: 'f32',
    highlighting: 'f32',
  },
} as const;

/** `states`: severity, open interventions, unknown, flags (1 hidden, 2 highlighted), see live.ts and state-column.ts. */
export const vertexShader = `#version 300 es
#define SHADER_NAME pm-vertex
in vec3 positions;
in vec3 positions64Low;
in vec4 states;
flat out vec4 vColour;
flat out float vShape;
flat out float vRadius;

const float DOT = 0.0;
const float RING = 1.0;
const float HATCH = 2.0;

void main() {
  vec4 state = floor(states * 255.0 + 0.5);
  bool hidden = mod(state.w, 2.0) > 0.5;
  bool highlighted = state.w > 1.5;
  bool unknown = state.z > 0.5;
  bool hatching = pms.pass < 0.5;

  vShape = DOT;
  vRadius = pms.dotRadius;
  vColour = pms.normal;
  if (hatching) {
    vShape = HATCH;
    vRadius = pms.hatchRadius;
    vColour = pms.unknown;
  } else if (pms.highlighting > 0.5) {
    if (highlighted) {
      vColour = pms.highlight;
      vRadius = pms.dotRadius * 1.3;
    } else {
      vColour.a *= 0.5;
    }
  } else {
    if (unknown) vColour = pms.unknown;
    if (state.y > 0.5) {
      vShape = RING;
      vRadius = pms.ringRadius;
      if (!unknown) vColour = pms.intervention;
    }
    if (state.x > 0.5) {
      vShape = DOT;
      vRadius = pms.dotRadius * 1.4;
      vColour = state.x > 3.5 ? pms.critical : state.x > 2.5 ? pms.major : state.x > 1.5 ? pms.minor : pms.warning;
    }
  }
  vRadius *= pms.pixelRatio;
  geometry.worldPosition = positions;
  gl_Position = project_position_to_clipspace(positions, positions64Low, vec3(0.0), geometry.position);
  if (hidden || (hatching && !unknown)) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
  gl_PointSize = 2.0 * vRadius + 2.0;
}
`;

/** The hatch is cut from the screen, so that the discs of neighbouring PMs grow together to one hatched area. */
export const fragmentShader = `#version 300 es
#define SHADER_NAME pm-fragment
precision highp float;
flat in vec4 vColour;
flat in float vShape;
flat in float vRadius;
out vec4 fragColor;

void main() {
  float distance = length(gl_PointCoord * 2.0 - 1.0) * (vRadius + 1.0);
  float inside = 1.0 - smoothstep(vRadius - 0.5, vRadius + 0.5, distance);
  fragColor = vColour;
  if (vShape > 1.5) {
    vec2 at = gl_FragCoord.xy - pms.hatchOrigin;
    float period = 7.0 * pms.pixelRatio;
    if (inside < 0.5 || mod(at.x + at.y, period) > 1.6 * pms.pixelRatio) discard;
    return;
  }
  if (vShape > 0.5) {
    float stroke = 1.5 * pms.pixelRatio;
    float hole = smoothstep(vRadius - stroke - 0.5, vRadius - stroke + 0.5, distance);
    float middle = 1.0 - smoothstep(1.2, 2.0, distance / pms.pixelRatio);
    inside *= max(hole, middle);
  }
  if (inside < 0.02) discard;
  fragColor.a *= inside;
}
`;
