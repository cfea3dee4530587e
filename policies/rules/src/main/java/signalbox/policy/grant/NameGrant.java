package signalbox.policy.grant;

import signalbox.source.Place;

/// An entry about models, resources or prompts, under `may` or `never` of a role.
///
/// @param rule its path, such as `support-agent.may[0]`
public record NameGrant(String rule, Place place, Glob names) {
}
