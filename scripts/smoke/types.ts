/** A scene's width in pixels. */
export const SCENE_WIDTH = 384;

/** A scene's height in pixels. */
export const SCENE_HEIGHT = 288;

/** How an icon may be turned when it is placed. */
export interface Turn {
  /** Degrees, clockwise, about the centre. */
  readonly rotate?: number;
  /** Mirror left and right. */
  readonly flip?: boolean;
  /** 0 (invisible) to 1. */
  readonly opacity?: number;
}

/** An icon of the icon set, placed by its centre. */
export interface IconPart extends Turn {
  readonly kind: 'icon';
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A filled outline in SVG path syntax, with an optional stroke. */
export interface PathPart {
  readonly kind: 'path';
  readonly d: string;
  readonly fill: string;
  readonly stroke?: string;
  readonly strokeWidth?: number;
  readonly rotate?: readonly [degrees: number, x: number, y: number];
  readonly opacity?: number;
}

/** One line of capital letters, placed by its centre. */
export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
  readonly x: number;
  readonly y: number;
  /** Height of a capital letter in pixels. */
  readonly size: number;
  readonly color: string;
  readonly rotate?: number;
}

/** Anything that can be placed in a scene. */
export type Part = IconPart | PathPart | TextPart;

/** One part, or a group of parts that belong together. */
export type Parts = Part | readonly Part[];

/** A picture of the smoke set: what is drawn, from back to front. */
export interface Scene {
  readonly id: number;
  readonly parts: readonly Part[];
}

/** What the composer needs to know of an icon. */
export interface Icon {
  readonly body: string;
  readonly width: number;
  readonly height: number;
}

/** Finds an icon by name; undefined when the set has none of that name. */
export type FindIcon = (name: string) => Icon | undefined;
