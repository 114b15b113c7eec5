import { ellipse, line, rect, shape } from './parts.js';
import { SCENE_HEIGHT as H, SCENE_WIDTH as W, type Part } from './types.js';

function hills(color: string): Part {
  return shape(`M0 190Q70 140 150 185T300 170T${W} 185V${H}H0Z`, color);
}

/** Sky over grass, split at the given height. */
export function park(horizon = 180, sky = '#bfe3f7', grass = '#86c46a'): readonly Part[] {
  return [rect(0, 0, W, H, sky), rect(0, horizon, W, H - horizon, grass)];
}

/** Sky, hills and a meadow. */
export function country(): readonly Part[] {
  return [rect(0, 0, W, H, '#cfeaf8'), hills('#a9d58c'), rect(0, 205, W, H - 205, '#86c46a')];
}

/** Sky, a pavement and a road with a dashed line. */
export function street(sky = '#cfe6f5'): readonly Part[] {
  return [
    rect(0, 0, W, H, sky),
    rect(0, 185, W, 40, '#c9c6c0'),
    rect(0, 225, W, H - 225, '#5d6168'),
    ...[20, 120, 220, 320].map((x) => rect(x, 253, 50, 6, '#f2f2ea')),
  ];
}

/** A wall and a wooden floor. */
export function room(wall = '#f3e6d0', floor = '#b98a5e', split = 205): readonly Part[] {
  return [
    rect(0, 0, W, H, wall),
    rect(0, split, W, H - split, floor),
    rect(0, split, W, 5, '#ffffff', 0, { opacity: 0.6 }),
  ];
}

/** A tiled wall and a worktop. */
export function kitchen(): readonly Part[] {
  const down = [48, 96, 144, 192, 240, 288, 336].map((x) => line(`M${x} 0V200`, '#d3dfe0', 2));
  const across = [50, 100, 150].map((y) => line(`M0 ${y}H${W}`, '#d3dfe0', 2));
  return [
    rect(0, 0, W, H, '#eef5f4'),
    ...down,
    ...across,
    rect(0, 200, W, 18, '#9b7653'),
    rect(0, 218, W, H - 218, '#e6d3b8'),
  ];
}

/** A tiled wall and a tiled floor. */
export function bathroom(): readonly Part[] {
  const down = [64, 128, 192, 256, 320].map((x) => line(`M${x} 0V215`, '#bcdce2', 2));
  const across = [55, 110, 165].map((y) => line(`M0 ${y}H${W}`, '#bcdce2', 2));
  return [rect(0, 0, W, H, '#dff0f3'), ...down, ...across, rect(0, 215, W, H - 215, '#9fb8bf')];
}

/** A wooden table top seen from above. */
export function tableTop(color = '#c99f6f'): readonly Part[] {
  const grain = [40, 100, 165, 225].map((y) =>
    line(`M0 ${y}Q100 ${y - 8} 200 ${y}T${W} ${y}`, '#b98c5a', 2),
  );
  return [rect(0, 0, W, H, color), ...grain];
}

/** A dark sky with stars, and ground. */
export function night(ground = '#3c4a46', horizon = 200): readonly Part[] {
  const stars = [
    [40, 40],
    [90, 75],
    [150, 30],
    [210, 65],
    [330, 90],
    [355, 30],
    [280, 110],
    [25, 110],
  ] as const;
  return [
    rect(0, 0, W, H, '#1f2c4d'),
    ...stars.map(([x, y]) => ellipse(x, y, 1.8, 1.8, '#f6efc8')),
    rect(0, horizon, W, H - horizon, ground),
  ];
}

/** Sky, sea and sand. */
export function beach(sky = '#bfe6f7'): readonly Part[] {
  return [
    rect(0, 0, W, H, sky),
    rect(0, 110, W, 90, '#3f9fcf'),
    line(
      'M0 130Q24 122 48 130T96 130T144 130T192 130T240 130T288 130T336 130T384 130',
      '#7cc3e4',
      3,
    ),
    shape(`M0 195Q96 180 192 195T${W} 192V${H}H0Z`, '#f0dba6'),
  ];
}

/** A plain wall in one colour, for screens and close-ups. */
export function plain(color: string): readonly Part[] {
  return [rect(0, 0, W, H, color)];
}

/** A meeting room or office: wall, window to the sky, floor. */
export function office(): readonly Part[] {
  return [
    ...room('#e9edf2', '#8f9aa8', 215),
    rect(258, 25, 100, 80, '#ffffff', 4),
    rect(264, 31, 88, 68, '#b9def2'),
    rect(306, 31, 4, 68, '#ffffff'),
  ];
}
