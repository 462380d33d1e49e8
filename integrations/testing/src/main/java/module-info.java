/** For applications' tests: a synchronised clock that the test steers. */
module berkeley.testing {
  requires transitive berkeley.api;
  requires static org.jspecify;

  exports berkeley.testing;
}
