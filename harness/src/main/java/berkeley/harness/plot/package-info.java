/** Pictures of a run. */
package berkeley.harness.plot;
