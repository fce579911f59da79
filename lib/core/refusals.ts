/** Every expected no, with the sentence a person reads: what is so, why, what to do. A refusal without a sentence does not compile. */
type About = Record<string, string | number>;
type Say = (about: About) => string;
const say = (words: string): Say => () => words;

export const refusals = {
  // of every decision
  bad_input: (a) => `${a.words}`,
  not_found: say("We cannot find this. It may have moved, or it may not be yours to see."),
  sign_in_first: say("Sign in first. What you typed is kept on this page."),
  not_allowed: say("Your grants do not allow this here. Nothing was changed."),
  not_to_oneself: say("Nobody gives a permission to themselves. Ask another person who may give it."),
  not_own_proposal: say("You proposed this yourself, so another person must agree to it."),
  second_person_needed: say("This permission reaches far, so a second person has to agree. Propose it instead."),
  confirm_first: (a) => `Confirm first that it is you: this asks for a code from the last ${a.minutes} minutes. What you typed is kept.`,
  kept_apart: (a) => `${a.words}`,
  changed_since_read: say("Somebody changed this while you were reading. Nothing was decided. Reload to see what changed; what you typed is kept."),
  not_from_here: (a) => `This cannot be done from where it stands now (${String(a.status).replaceAll("_", " ")}).`,
  taken_meanwhile: say("Somebody else took this a moment ago. Reload and choose again."),
  sent_differently_before: say("This form was already sent with other answers. Open the page anew to send a new one."),
  still_deciding: say("This is being decided right now. Wait a moment and reload."),
  reason_missing: say("Write the reason. The people concerned read it."),
  // people and grants
  email_known: say("There is already a person with this e-mail address. Find them in the list of people."),
  link_used_or_over: say("This link was already used, or its time is over. Ask the person who invited you for a new one."),
  capability_unknown: say("Choose what the person may do from the list."),
  scope_not_for_this: (a) => `“${a.capability}” cannot be limited by ${a.scope}. Leave it open.`,
  scope_unknown: (a) => `There is no such ${a.scope} any more. Choose another.`,
  validity_backwards: say("The end must lie after the beginning."),
  validity_over: say("The end lies in the past. Choose a day from tomorrow on."),
  already_ended: say("This has already ended."),
  already_decided: say("This was already decided, or its time is over."),
  not_wider: say("What replaces a grant may not reach further than it did. Give a new one for that."),
  overlaps: say("They hold a grant that allows this already. End that one, or let this begin when it is over."),
  partner_unknown: say("There is no such partner any more. Choose another."),
  course_unknown: say("There is no such training. Choose one from the list."),
  passed_in_future: say("The day it was passed cannot lie ahead."),
  interest_known: say("This tie is declared already."),
  pair_unknown: say("Choose which acts are to be allowed in one hand."),
  exception_too_long: say("An exception lasts 90 days at the most. Choose an earlier day."),
  emergency_held: say("You hold this already, so there is nothing to take."),
  ratified_too_late: say("The time to ratify this is over, and it has lapsed. You can still write down what you found."),
  not_an_emergency: say("This grant was not taken in an emergency."),
  review_closed: say("This review is closed."),
  review_empty: say("No grant in force falls under this. Choose more."),
  review_nobody: say("Nobody who may give permissions could answer for these, since nobody answers for their own. Let another person give permissions first, or choose others."),
  review_plants: (a) => `Only ${a.most} can be made up here that look right and are wrong. Enter that many at the most.`,
  review_not_due: (a) => `${a.left} of its permissions still wait for an answer, and there is time until ${a.due}. Close it after that day, or once all are answered.`,
  review_not_yours_to_end: (a) => `Nobody answered for ${a.count} of its permissions, so they end when it is closed; your grants do not allow you to end them. Ask a person who may run reviews and end these permissions too.`,
  review_not_finished: (a) => `${a.left} of its findings are not carried out yet.`,
  reduce_wider: say("To reduce is to name something narrower than it is now."),
  person_not_active: say("This person is no longer active, so they cannot be given anything."),
  last_giver: say("This is the last grant with which anybody can give grants. Give that to another person first."),
  password_short: say("Choose a password of at least 12 characters. A sentence is easy to remember."),
  password_common: say("This password is on the lists that attackers try first. Choose another."),
  code_wrong: say("That code does not fit. Wait for the next one in your app and type it here."),
  // partners
  partner_known: say("An organisation with this name or registration number is already registered. Ask a colleague there to invite you."),
  partner_not_verified: say("The city has not verified your organisation yet. You can send the application as soon as it has."),
  // assets, areas and networks
  agency_missing: say("Name the agency that owns these assets."),
  file_unreadable: (a) => `${a.words}`,
  file_too_large: (a) => `The file is larger than ${a.limit}. Split it and import the parts one after another.`,
  mapping_missing: (a) => `Say which column holds ${a.what}.`,
  nothing_to_import: say("No row of this file can be taken. Nothing was changed."),
  // applications
  section_missing: (a) => `Complete “${a.section}” first.`,
  sites_do_not_match: (a) => `You have ${a.devices} devices and chose ${a.sites} places. Choose one place for each device.`,
  asset_unknown: (a) => `There is no asset ${a.asset} any more. Choose another.`,
  asset_full: (a) => `${a.asset} is full: every place on it is taken. Choose another.`,
  network_unknown: say("One of the networks does not exist any more. Choose again."),
  not_a_draft: say("This was already sent, so it cannot be edited now. The city asks you if something must change."),
  until_is_past: say("The end must lie after today."),
  until_too_far: say("A permit lasts ten years at the most. Choose an earlier day."),
  conditions_missing: say("Write at least one condition, one a line, or approve without conditions."),
  somebody_holds_it: (a) => `${a.name} has taken this case.`,
  // the ledger and what it forgets
  no_position_yet: say("The ledger has not sealed enough yet to draw a sample from. Wait a second and try again."),
  sample_too_large: (a) => `There are ${a.there} such decisions. Ask for fewer.`,
  still_open_account: say("Their account is open. Close it first; what is forgotten cannot be brought back."),
  forgotten_already: say("The portal has forgotten this person already."),
  held_by_law: (a) => `A legal hold keeps this person: ${a.reason}`,
  kept_by_law: (a) => `The law keeps who ${a.what} until ${a.until}. Until then the portal may not forget this person.`,
  finding_open: say("A finding about what they decided is not closed yet. Close it first, or place a legal hold."),
  hold_known: say("A legal hold stands for this person already."),
  // permits
  permit_is_over: say("This permit is no longer in force."),
  nothing_stopped: say("Nothing of it is stopped for a time. What was withdrawn for good can be set aside and decided anew."),
  stopped_otherwise: (a) => `Stop ${a.number} is over more than this permit and stands. Lift that one; it is undone only there.`,
  set_aside_already: say("This is set aside already, and waits to be decided anew."),
  not_set_aside: say("This is not set aside, so there is nothing to decide anew."),
  // stops
  nothing_reached: say("Nothing that may operate lies under this. Nothing was changed."),
  reach_changed: (a) => `Since you looked, it reaches ${a.now} instead of ${a.seen}. Nothing was decided. Look at what it does now, and decide again; what you typed is kept.`,
  not_an_emergency_stop: say("This stop was not ordered as an emergency, so there is nothing to ratify."),
  stop_is_over: say("This stop does not stand any more."),
  not_all_seen: say("This stop also reached partners from whom you keep away, so another officer has to do this."),
  is_for_good: say("What was withdrawn for good is not lifted. It can be set aside and decided anew."),
} as const satisfies Record<string, Say>;

export type RefusalCode = keyof typeof refusals;

/** The sentence of a refusal. */
export const sentence = (refusal: { refusal: RefusalCode; about: About }): string => (refusals[refusal.refusal] as Say)(refusal.about);
