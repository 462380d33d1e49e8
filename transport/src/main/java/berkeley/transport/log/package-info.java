/** Log lines whose text is safe and whose number is limited. */
package berkeley.transport.log;
