package berkeley.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Prints a node that did not start as two lines, in place of a stack trace. */
final class NodeFailureAnalyzer extends AbstractFailureAnalyzer<NodeStartException> {

  @Override
  protected FailureAnalysis analyze(Throwable rootFailure, NodeStartException cause) {
    return new FailureAnalysis(String.valueOf(cause.getMessage()), cause.action(), cause);
  }
}
