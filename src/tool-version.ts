/** The version of this tool, as in package.json; the release workflow checks that they agree. */
export const TOOL_VERSION = '0.1.0';
