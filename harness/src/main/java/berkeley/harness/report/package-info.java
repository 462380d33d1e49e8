/** A record as a page, as comma-separated values, and as a log for ShiViz. */
package berkeley.harness.report;
