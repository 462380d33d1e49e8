/** Who is in the registries: asked over RMI with a time limit, shown as a table or as JSON. */
package berkeley.launcher.status;
