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
  already_ended: say("This grant has already ended."),
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
  // permits
  permit_is_over: say("This permit is no longer in force."),
} as const satisfies Record<string, Say>;

export type RefusalCode = keyof typeof refusals;

/** The sentence of a refusal. */
export const sentence = (refusal: { refusal: RefusalCode; about: About }): string => (refusals[refusal.refusal] as Say)(refusal.about);
