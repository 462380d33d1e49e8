/** What a record shows, as a page, as a table of figures, and as a log for ShiViz. */
package berkeley.harness.report;
