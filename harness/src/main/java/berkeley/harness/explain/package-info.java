/** A master's rounds in sentences, as its own process tells them. */
package berkeley.harness.explain;
