/** The name and revision of the built-in set; the revision goes up when a row or picture changes. */
export const SMOKE = { id: 'smoke', revision: '1' } as const;
