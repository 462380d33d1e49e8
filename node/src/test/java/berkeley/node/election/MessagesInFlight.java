package berkeley.node.election;

import berkeley.api.wire.Heartbeat;
import berkeley.api.wire.HeartbeatReply;
import berkeley.api.wire.VoteReply;
import berkeley.api.wire.VoteRequest;

/** A message between the machines of a test, and the event that it causes where it arrives. */
sealed interface MessagesInFlight {

  /** Returns the event of its arrival. */
  ElectionEvent event();

  record Ask(VoteRequest request) implements MessagesInFlight {
    @Override
    public ElectionEvent event() {
      return new ElectionEvent.VoteRequested(request);
    }

    @Override
    public String toString() {
      return request.ballot() + " term " + request.term();
    }
  }

  record Vote(VoteReply reply) implements MessagesInFlight {
    @Override
    public ElectionEvent event() {
      return new ElectionEvent.VoteAnswered(reply);
    }

    @Override
    public String toString() {
      return "%s to %s term %d%s"
          .formatted(
              reply.granted() ? "yes" : "no",
              reply.ballot(),
              reply.ballotTerm(),
              reply.granted() ? "" : ", knows term " + reply.term());
    }
  }

  record Beat(Heartbeat heartbeat) implements MessagesInFlight {
    @Override
    public ElectionEvent event() {
      return new ElectionEvent.HeartbeatReceived(heartbeat);
    }

    @Override
    public String toString() {
      return "heartbeat of term " + heartbeat.term();
    }
  }

  record BeatReply(HeartbeatReply reply) implements MessagesInFlight {
    @Override
    public ElectionEvent event() {
      return new ElectionEvent.HeartbeatAnswered(reply);
    }

    @Override
    public String toString() {
      return "%s heartbeat of term %d, knows term %d"
          .formatted(reply.accepted() ? "accepts" : "refuses", reply.heartbeatTerm(), reply.term());
    }
  }
}
