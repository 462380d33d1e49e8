/**
 * What was seen of a cluster, line by line: the format of {@code demo --record} and of what the
 * live page receives, described in docs/record.md. {@link berkeley.harness.record.RecordComposer}
 * and {@code ChangeDetector} select what becomes a line; writer and reader access the file.
 */
package berkeley.harness.record;
