/**
 * What was seen of a cluster, line by line: the form of {@code demo --record} and of what the live
 * page is sent, described in docs/record.md. {@code Scribe} and {@code ChangeWatch} decide what is
 * worth a line; writer and reader touch the file.
 */
package berkeley.harness.record;
