export type TagRecord = "application" | "permit" | "device" | "task" | "grant" | "partner" | "person" | "incident" | "stop" | "review" | "obligation" | "appeal" | "concern" | "request" | "removal";

/** Colour family. `info` says that something is under way; the others are named by what they mean. */
export type TagFamily = "granted" | "refused" | "waiting" | "restricted" | "suspended" | "revoked" | "ended" | "info";

/** The edge of a tag: dashed not yet in force, solid in force, underlined over, filled alarm. */
export type TagPhase = "not_yet" | "in_force" | "over" | "alarm";

export type TagMark =
  | "ring" | "arrow" | "half" | "changes" | "question" | "tick" | "seal" | "cross" | "back" | "dash" | "clock" | "narrow"
  | "pause" | "bang" | "barred" | "sheets" | "crossed" | "down" | "wave" | "box" | "begun" | "off";

export interface TagWords {
  words: string;
  family: TagFamily;
  phase: TagPhase;
  /** Nothing for a status that this table does not know. */
  mark: TagMark | null;
}

const tag = (words: string, mark: TagMark, family: TagFamily, phase: TagPhase = "in_force"): TagWords => ({ words, mark, family, phase });

/** Every status that a person may read, by record. What is not here has no tag of its own. */
const table: Record<TagRecord, Record<string, TagWords>> = {
  application: {
    draft: tag("Draft", "ring", "ended", "not_yet"),
    submitted: tag("Sent", "arrow", "info"),
    in_review: tag("In review", "half", "info"),
    changes_requested: tag("Changes requested", "changes", "waiting"),
    refusal_considered: tag("Refusal considered: answer awaited", "question", "waiting"),
    approved: tag("Approved", "tick", "granted"),
    approved_with_conditions: tag("Approved with conditions", "seal", "granted"),
    refused: tag("Refused", "cross", "refused"),
    withdrawn: tag("Withdrawn", "back", "ended", "over"),
    lapsed: tag("Lapsed", "dash", "ended", "over"),
  },
  permit: {
    scheduled: tag("Starts later", "clock", "granted", "not_yet"),
    active: tag("Active", "tick", "granted"),
    restricted: tag("Restricted", "narrow", "restricted"),
    suspended: tag("Suspended", "pause", "suspended"),
    stopped: tag("Emergency stop, not ratified", "bang", "revoked", "alarm"),
    reopened: tag("Decision reopened", "changes", "waiting"),
    revoked: tag("Revoked", "barred", "revoked"),
    expired: tag("Expired", "dash", "ended", "over"),
    superseded: tag("Replaced", "sheets", "ended", "over"),
    surrendered: tag("Given up", "back", "ended", "over"),
    voided: tag("Void from the start", "crossed", "ended", "over"),
  },
  stop: {
    standing: tag("Stands", "pause", "suspended"),
    unratified: tag("Emergency, not ratified", "bang", "revoked", "alarm"),
    set_aside: tag("To be decided anew", "changes", "waiting"),
    lapsed: tag("Lapsed", "dash", "ended", "over"),
    lifted: tag("Lifted", "back", "ended", "over"),
    not_ratified: tag("Not ratified", "cross", "ended", "over"),
    reversed: tag("Reversed", "back", "ended", "over"),
  },
  device: {
    declared: tag("Declared", "ring", "ended", "not_yet"),
    authorised: tag("Authorised", "seal", "granted", "not_yet"),
    installed: tag("Installed", "down", "info"),
    commissioned: tag("Commissioned", "tick", "info"),
    operational: tag("Working", "tick", "granted"),
    degraded: tag("Degraded", "wave", "restricted"),
    silent: tag("Silent", "question", "waiting"),
    missing: tag("Missing", "question", "refused"),
    cut_off: tag("Cut off for safety", "box", "revoked", "alarm"),
    deauthorised: tag("No longer allowed", "barred", "revoked"),
    removal_ordered: tag("Removal ordered", "down", "restricted"),
    removed: tag("Removed", "down", "ended", "over"),
    in_force: tag("In force", "tick", "granted"),
    suspended: tag("Suspended", "pause", "suspended"),
    ended: tag("Ended", "dash", "ended", "over"),
  },
  task: {
    not_started: tag("Not started", "ring", "ended", "not_yet"),
    in_progress: tag("In progress", "begun", "info"),
    completed: tag("Completed", "tick", "granted"),
    optional: tag("If you have any", "ring", "ended", "not_yet"),
    cannot_start: tag("Cannot start yet", "clock", "ended", "over"),
    problem: tag("There is a problem", "bang", "refused"),
    asked: tag("To be changed", "changes", "waiting"),
    closed: tag("As sent", "dash", "ended", "over"),
  },
  grant: {
    requested: tag("Requested", "clock", "waiting"),
    scheduled: tag("Scheduled", "clock", "granted", "not_yet"),
    active: tag("Active", "tick", "granted"),
    asleep: tag("Asleep: training lapsed", "off", "suspended"),
    expired: tag("Expired", "dash", "ended", "over"),
    ended: tag("Ended", "dash", "ended", "over"),
    denied: tag("Denied", "cross", "refused"),
    pending: tag("Waits for an answer", "clock", "waiting"),
    approved: tag("Given", "tick", "granted"),
    withdrawn: tag("Taken back", "back", "ended", "over"),
    unratified: tag("Emergency, not ratified yet", "bang", "revoked", "alarm"),
    ratified: tag("Emergency, ratified", "seal", "granted"),
    refused: tag("Emergency, not ratified", "cross", "refused"),
    lapsed: tag("Emergency, lapsed: nobody ratified it in time", "dash", "ended", "over"),
    examined_late: tag("Emergency, lapsed and looked at", "dash", "ended", "over"),
  },
  partner: {
    registered: tag("Waiting to be checked", "clock", "waiting"),
    verified: tag("Verified", "tick", "granted"),
    suspended: tag("Suspended", "pause", "suspended"),
    refused: tag("Refused", "cross", "refused"),
  },
  person: {
    invited: tag("Invited", "clock", "granted", "not_yet"),
    active: tag("Active", "tick", "granted"),
    deactivated: tag("Deactivated", "off", "ended", "over"),
  },
  removal: {
    reported: tag("Reported, waits for the city", "half", "info"),
    confirmed: tag("Confirmed", "tick", "granted"),
    sent_back: tag("Not found to be gone", "cross", "refused"),
  },
  concern: {
    received: tag("Received", "ring", "waiting", "not_yet"),
    acknowledged: tag("Somebody looks into it", "clock", "info"),
    investigating: tag("To be inspected", "question", "info"),
    resolved: tag("Put right", "tick", "granted"),
    no_action: tag("Answered, nothing to do", "dash", "ended", "over"),
    duplicate: tag("Same as another", "sheets", "ended", "over"),
    reopened: tag("Reopened", "changes", "waiting"),
    overdue: tag("Answer overdue", "bang", "refused"),
  },
  request: {
    forwarded: tag("Waits for your answer", "clock", "waiting"),
    extended: tag("Extended", "clock", "info"),
    answered: tag("Answered", "tick", "granted"),
    overdue: tag("Overdue", "bang", "refused"),
  },
  appeal: {
    lodged: tag("Waits for somebody else to look at it", "clock", "waiting"),
    upheld: tag("Upheld", "tick", "granted"),
    dismissed: tag("Dismissed", "cross", "refused"),
    withdrawn: tag("Taken back", "back", "ended", "over"),
  },
  obligation: {
    due: tag("To be shown", "clock", "waiting", "not_yet"),
    overdue: tag("Overdue", "bang", "refused"),
    shown: tag("Shown, waits for the city", "half", "info"),
    sent_back: tag("To be shown again", "changes", "waiting"),
    accepted: tag("Accepted", "tick", "granted"),
  },
  review: {
    satisfied: tag("Nothing against it", "tick", "granted"),
    changes: tag("Something must change", "changes", "waiting"),
    objects: tag("Objects", "cross", "refused"),
    earlier: tag("Of an earlier submission, or put right since", "dash", "ended", "over"),
  },
  incident: {
    confirmed: tag("Confirmed", "bang", "refused", "alarm"),
    contained: tag("Contained", "box", "restricted"),
    investigating: tag("Investigating", "half", "info"),
    resolved: tag("Resolved", "tick", "granted"),
    dismissed: tag("Dismissed", "cross", "ended", "over"),
  },
};

/** The statuses of a record that have a tag, in the order in which they come about. */
export function tagStatuses(record: TagRecord): string[] {
  return Object.keys(table[record]);
}

/** What a status looks like and is called. An unknown one is its own word, first letter large, without a mark. */
export function tagWords(record: TagRecord, status: string): TagWords {
  const plain = status.replaceAll("_", " ");
  return table[record][status] ?? { words: plain.charAt(0).toUpperCase() + plain.slice(1), family: "ended", phase: "in_force", mark: null };
}
