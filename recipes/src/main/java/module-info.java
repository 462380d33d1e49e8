/** Built on the clock: a hybrid logical clock, ids, leases, a scheduler. */
module berkeley.recipes {
  requires transitive berkeley.api;
  requires static org.jspecify;

  exports berkeley.recipes.hlc;
  exports berkeley.recipes.id;
  exports berkeley.recipes.lease;
  exports berkeley.recipes.schedule;
}
