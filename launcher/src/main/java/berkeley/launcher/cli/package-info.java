/** What all commands share: converters of arguments, shared options, error lines, the manual. */
@NullMarked
package berkeley.launcher.cli;

import org.jspecify.annotations.NullMarked;
