/** The version of the program: that of the package, which a test compares. */
export const PROGRAM_VERSION = '0.1.0';
