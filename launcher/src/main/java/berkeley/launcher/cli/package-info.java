/** What all commands share: converters of arguments, shared options, error lines, the manual. */
package berkeley.launcher.cli;
