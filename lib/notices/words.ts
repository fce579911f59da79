/** What each notice needs to know, and how it is said: plain text, the reference, what happened, what to do next. */
export type NoticeData = {
  invitation: { name: string; by: string; link: string; until: string };
  "already-known": { organisation: string; link: string };
  "partner-registered": { partner: string; link: string };
  "partner-verified": { partner: string; link: string };
  "partner-refused": { partner: string; reason: string };
  "application-sent": { reference: string; title: string; link: string; dueOn: string };
  "changes-requested": { reference: string; title: string; reason: string; parts: string[]; by: string; link: string };
  "answer-due": { reference: string; title: string; days: number; by: string; link: string };
  "application-lapsed": { reference: string; title: string; link: string };
  "case-assigned": { reference: string; title: string; by: string; reason: string; link: string };
  "application-approved": { reference: string; permit: string; title: string; reason: string; until: string; conditions: string[]; leftOut: { devices: number; of: number; grounds: string[] } | null; link: string };
  "appeal-lodged": { reference: string; title: string; link: string };
  "appeal-decided": { reference: string; title: string; outcome: "upheld" | "dismissed"; reason: string; next: string; link: string };
  "removal-answered": { permit: string; title: string; devices: number; outcome: "confirmed" | "sent_back"; reason: string; link: string };
  "obligation-due": { permit: string; title: string; condition: string; days: number; by: string; link: string };
  "obligation-shown": { permit: string; title: string; condition: string; link: string };
  "obligation-answered": { permit: string; title: string; condition: string; outcome: "accepted" | "sent_back"; reason: string; link: string };
  "application-refused": { reference: string; title: string; grounds: string[]; reason: string; link: string };
  "considered": { reference: string; title: string; what: string; grounds: string[]; reason: string; by: string; link: string };
  "consideration-answered": { reference: string; title: string; link: string };
  "consideration-dropped": { reference: string; title: string; reason: string; link: string };
  "consideration-due": { reference: string; title: string; days: number; by: string; link: string };
  "permit-suspended": { permit: string; title: string; reason: string; until: string; link: string };
  "permit-resumed": { permit: string; title: string; reason: string; link: string };
  "permit-revoked": { permit: string; title: string; reason: string; link: string };
  "permit-surrendered": { permit: string; title: string; by: string; link: string };
  "bulk-finished": { number: number; what: string; decided: number; refused: number; link: string };
  "duty-named": { reference: string; title: string; what: string; isDeputy: boolean; link: string };
  "place-free": { reference: string; title: string; place: string; until: string; link: string };
  "places-lapsed": { reference: string; title: string; places: string[]; link: string };
  "permit-superseded": { permit: string; title: string; by: string; link: string };
  "transfer-offered": { title: string; from: string; words: string; link: string };
  "transfer-answered": { permit: string; title: string; outcome: "accepted" | "declined"; link: string };
  "transfer-withdrawn": { title: string; link: string };
  "permit-ends": { permit: string; title: string; days: number; on: string; link: string };
  "message": { reference: string; title: string; from: string; words: string; link: string };
  "stop-ordered": { number: number; what: string; devices: number; permits: number; effect: "restrict" | "suspend" | "revoke" | "void"; reason: string; until: string | null; ratifyBy: string | null; link: string };
  "stop-ended": { number: number; how: "lifted" | "not_ratified" | "lapsed" | "reversed"; reason: string; link: string };
  "stop-to-ratify": { number: number; what: string; devices: number; person: string; reason: string; by: string; link: string };
  "stop-ratified": { number: number; outcome: "ratified" | "refused"; reason: string; link: string };
  "stop-set-aside": { number: number; reason: string; link: string };
  "stop-upheld": { number: number; reason: string; link: string };
  "grant-given": { what: string; by: string; reason: string; link: string };
  "grant-ended": { what: string; by: string; reason: string };
  "grant-asked": { what: string; person: string; hours: number; reason: string; link: string };
  "grant-proposed": { what: string; person: string; by: string; reason: string; link: string };
  "request-denied": { what: string; reason: string };
  "emergency-taken": { what: string; person: string; reason: string; by: string; link: string };
  "emergency-ratified": { what: string; outcome: "ratified" | "refused" | "examined_late"; reason: string };
  "training-recorded": { course: string; until: string };
  "training-ends": { course: string; until: string; days: number; what: string[] };
  "review-asked": { title: string; items: number; due: string; link: string };
  "review-ends": { title: string; items: number; due: string; days: number; silence: "end" | "keep"; link: string };
};
export type Template = keyof NoticeData;

type Written = { subject: string; text: string };
const lines = (...parts: (string | false)[]): string => parts.filter((part) => part !== false).join("\n\n");

const written: { [T in Template]: (data: NoticeData[T]) => Written } = {
  invitation: ({ name, by, link, until }) => ({
    subject: "Your invitation to Lamppost",
    text: lines(`Hello ${name},`, `${by} invited you to Lamppost, the city's portal for what hangs on public poles, cabinets and shelters.`, `Choose your password here:\n${link}`, `The link works once, until ${until}. It is for you alone; everyone has an account of their own.`),
  }),
  "already-known": ({ organisation, link }) => ({
    subject: "You already have an account",
    text: lines(`Somebody, perhaps you, wanted to register “${organisation}” with your address. You already have an account, so nothing was registered.`, `Sign in, or telephone the permit desk to act for another organisation:\n${link}`, "If it was not you, you need do nothing."),
  }),
  "partner-registered": ({ partner, link }) => ({
    subject: `${partner} is registered; the city checks it now`,
    text: lines(`${partner} is registered. An officer of the city checks that it is who it says, and writes to you.`, `You can write applications meanwhile; you can send them once ${partner} is verified.`, link),
  }),
  "partner-verified": ({ partner, link }) => ({
    subject: `${partner} is verified`,
    text: lines(`The city verified ${partner}. You can now send applications.`, link),
  }),
  "partner-refused": ({ partner, reason }) => ({
    subject: `${partner} could not be verified`,
    text: lines(`The city could not verify ${partner}.`, `Reason: ${reason}`, "You can answer the permit desk by telephone or mail."),
  }),
  "application-sent": ({ reference, title, link, dueOn }) => ({
    subject: `${reference}: the city has your application`,
    text: lines(`“${title}” was sent. Its reference is ${reference}.`, `An officer decides it by ${dueOn}. Where it stands:`, link),
  }),
  "answer-due": ({ reference, title, days, by, link }) => ({
    subject: `${reference}: your answer is due ${days === 1 ? "in 1 day" : `in ${days} days`}`,
    text: lines(`The city asked you to change “${title}”. Send it again by ${by}; otherwise it lapses and its places become free.`, link),
  }),
  "application-lapsed": ({ reference, title, link }) => ({
    subject: `${reference}: lapsed`,
    text: lines(`“${title}” was not sent again in time, so it lapsed and its places are free. You can apply again; what you wrote is kept to read.`, link),
  }),
  "case-assigned": ({ reference, title, by, reason, link }) => ({
    subject: `${reference}: ${by} gave you this case`,
    text: lines(`${by} gave you the case “${title}”.`, reason, link),
  }),
  "changes-requested": ({ reference, title, reason, parts, by, link }) => ({
    subject: `${reference}: please change your application`,
    text: lines(`An officer read “${title}” and asks you to change it:`, reason, parts.length > 0 && `These parts are open for it: ${parts.join(", ")}.`, `Please send it again by ${by}; what is not answered by then lapses. The city's clock stands meanwhile. Everything you wrote is kept:`, link),
  }),
  "application-approved": ({ reference, permit, title, reason, until, conditions, leftOut, link }) => ({
    subject: `${reference}: approved until ${until}`,
    text: lines(`“${title}” is approved until ${until}. The permit is ${permit}.`, `Reason: ${reason}`, leftOut !== null && `${leftOut.devices} of the ${leftOut.of} devices are not approved, on these grounds: ${leftOut.grounds.join("; ")}.`, conditions.length > 0 && `These conditions bind:\n${conditions.map((words, i) => `${i + 1}. ${words}`).join("\n")}`, link),
  }),
  "appeal-lodged": ({ reference, title, link }) => ({
    subject: `${reference}: the partner appeals`,
    text: lines(`The partner appeals against what was decided about “${title}”. An officer who did not decide it looks at it again:`, link),
  }),
  "appeal-decided": ({ reference, title, outcome, reason, next, link }) => ({
    subject: `${reference}: your appeal is ${outcome}`,
    text: lines(outcome === "upheld" ? `The city upheld your appeal about “${title}”. ${next}` : `The city dismissed your appeal about “${title}”. What was decided stands.`, `Reason: ${reason}`, link),
  }),
  "removal-answered": ({ permit, title, devices, outcome, reason, link }) => ({
    subject: `${permit}: ${outcome === "confirmed" ? "removal confirmed" : "not found to be removed"}`,
    text: lines(`“${title}”: you reported ${devices === 1 ? "1 device" : `${devices} devices`} as taken down.`, ...(outcome === "confirmed" ? ["The city confirmed it.", reason] : [`The city found that they are not all gone: ${reason}`, "Take them down, then report it again:"]), link),
  }),
  "obligation-due": ({ permit, title, condition, days, by, link }) => ({
    subject: `${permit}: ${days < 0 ? "overdue: show that a condition is kept" : `show ${days === 0 ? "today" : days === 1 ? "by tomorrow" : `within ${days} days`} that a condition is kept`}`,
    text: lines(`A condition of the permit for “${title}”:`, condition, days < 0 ? `It was to be shown by ${by}. You can still show it:` : `Show by ${by} that it is kept:`, link),
  }),
  "obligation-shown": ({ permit, title, condition, link }) => ({
    subject: `${permit}: the partner shows that a condition is kept`,
    text: lines(`“${title}”: ${condition}`, "Read what the partner shows, and accept it or send it back:", link),
  }),
  "obligation-answered": ({ permit, title, condition, outcome, reason, link }) => ({
    subject: `${permit}: ${outcome === "accepted" ? "accepted" : "please show it again"}`,
    text: lines(`“${title}”: ${condition}`, outcome === "accepted" ? "The city accepted what you showed." : "The city sent back what you showed. Show it again:", reason, link),
  }),
  "application-refused": ({ reference, title, grounds, reason, link }) => ({
    subject: `${reference}: refused`,
    text: lines(`“${title}” is refused.`, `On these grounds: ${grounds.join("; ")}.`, `Reason: ${reason}`, "You can appeal within 30 days, or apply again with the reason in mind.", link),
  }),
  considered: ({ reference, title, what, grounds, reason, by, link }) => ({
    subject: `${reference}: the city considers ${what}; you can answer until ${by}`,
    text: lines(`Nothing is decided yet. The city considers ${what}: “${title}”.`, `On these grounds: ${grounds.join("; ")}.`, `Reason: ${reason}`, `You can answer once, by ${by}. The city reads your answer before it decides; after that day it may decide without one.`, link),
  }),
  "consideration-answered": ({ reference, title, link }) => ({
    subject: `${reference}: the partner answered your notice`,
    text: lines(`The partner answered what you consider about “${title}”. Read it before you decide:`, link),
  }),
  "consideration-dropped": ({ reference, title, reason, link }) => ({
    subject: `${reference}: no longer considered`,
    text: lines(`The city gave you notice about “${title}”. It considers that no longer, and you need do nothing.`, `Reason: ${reason}`, link),
  }),
  "consideration-due": ({ reference, title, by, link }) => ({
    subject: `${reference}: last day to answer the city’s notice: ${by}`,
    text: lines(`The city gave you notice that it considers a decision against “${title}”. You can answer by ${by}; after that it may decide without your answer.`, link),
  }),
  "permit-suspended": ({ permit, title, reason, until, link }) => ({
    subject: `${permit}: suspended`,
    text: lines(`The permit for “${title}” is suspended. Its devices may not operate until the city lifts it; it looks at it again on ${until}.`, `Reason: ${reason}`, link),
  }),
  "permit-resumed": ({ permit, title, reason, link }) => ({
    subject: `${permit}: in force again`,
    text: lines(`The permit for “${title}” is in force again.`, `Reason: ${reason}`, link),
  }),
  "permit-revoked": ({ permit, title, reason, link }) => ({
    subject: `${permit}: revoked`,
    text: lines(`The permit for “${title}” is revoked for good. Its devices must be switched off and removed.`, `Reason: ${reason}`, link),
  }),
  "permit-surrendered": ({ permit, title, by, link }) => ({
    subject: `${permit}: given back`,
    text: lines(`${by} gave the permit for “${title}” back. Its devices may not operate any more; switch them off and remove them.`, link),
  }),
  "bulk-finished": ({ number, what, decided, refused, link }) => ({
    subject: `Selection ${number}: ${decided} done${refused > 0 ? `, ${refused} not` : ""}`,
    text: lines(`“${what}” is finished: ${decided === 1 ? "1 was" : `${decided} were`} done, ${refused === 1 ? "1 was" : `${refused} were`} not.`, refused > 0 ? "Beside each that was not done stands why." : "", link),
  }),
  "duty-named": ({ reference, title, what, isDeputy, link }) => ({
    subject: `${reference}: will you do this? ${what}`,
    text: lines(`You are named ${isDeputy ? "to stand in" : "as the first"} for “${what.toLowerCase()}”, as long as the devices of “${title}” hang there. It counts once you accept it yourself:`, link),
  }),
  "place-free": ({ reference, title, place, until, link }) => ({
    subject: `${reference}: a place on ${place} is free, and held for you`,
    text: lines(`You waited for a place on ${place} for “${title}”. It is held for you until ${until}, and chosen. Send the application by then, or take the tick away so that the next can have it.`, link),
  }),
  "places-lapsed": ({ reference, title, places, link }) => ({
    subject: `${reference}: ${places.length === 1 ? "a place is" : `${places.length} places are`} not held any more`,
    text: lines(`The time for which these were held for “${title}” is over: ${places.slice(0, 20).join(", ")}${places.length > 20 ? ` and ${places.length - 20} more` : ""}. They are free for others. What you wrote is kept: look whether they still are free, save them anew, and send it.`, link),
  }),
  "permit-superseded": ({ permit, title, by, link }) => ({
    subject: `${permit}: another permit took its place`,
    text: lines(`${by} has taken over the permit for “${title}”. Yours is over, and its devices are theirs to answer for now.`, "What you had besides, and they did not take over, may not operate any more: switch it off and remove it.", link),
  }),
  "transfer-offered": ({ title, from, words, link }) => ({
    subject: `${from} offers you a permit: ${title}`,
    text: lines(`${from} offers you the permit for “${title}”:`, words, "Nothing changes before you take it on and the city has approved that. Read what it is about, and answer:", link),
  }),
  "transfer-answered": ({ permit, title, outcome, link }) => ({
    subject: `${permit}: your offer was ${outcome}`,
    text: lines(outcome === "accepted" ? `What you offered, “${title}”, will be taken on. It stays yours until the city has approved that; then you are told.` : `What you offered, “${title}”, was declined. Nothing has changed.`, link),
  }),
  "transfer-withdrawn": ({ title, link }) => ({
    subject: `An offer was taken back: ${title}`,
    text: lines(`The permit for “${title}” is not offered to you any more. What you had begun for it is closed.`, link),
  }),
  "permit-ends": ({ permit, title, days, on, link }) => ({
    subject: `${permit}: ends ${days === 0 ? "today" : days === 1 ? "tomorrow" : `in ${days} days`}`,
    text: lines(`The permit for “${title}” ends on ${on}. After that day its devices may not operate.`, "To go on, renew it in time from its page; an officer needs some weeks to decide.", link),
  }),
  message: ({ reference, title, from, words, link }) => ({
    subject: `${reference}: a message from ${from}`,
    text: lines(`${from} wrote about “${title}”:`, words, `Answer on the page of the case, where both sides see it:`, link),
  }),
  "stop-ordered": ({ number, what, devices, permits, effect, reason, until, ratifyBy, link }) => ({
    subject: `Stop ${number}: ${effect === "restrict" ? "shut out of the city’s networks" : effect === "suspend" ? "devices may not operate" : "rights withdrawn"}`,
    text: lines(
      `The city decided on ${what}. It reaches ${devices === 1 ? "1 device" : `${devices} devices`} of yours, under ${permits === 1 ? "1 permit" : `${permits} permits`}.`,
      { restrict: "They may run, but not connect to the city's networks.", suspend: `They may not operate until the city lifts it${until ? `; it looks at it again on ${until}` : ""}.`, revoke: "Their right is withdrawn for good. Switch them off and remove them.", void: "Their right counts as never given. Switch them off and remove them." }[effect],
      ratifyBy !== null && `One officer ordered this in an emergency. Another has to agree by ${ratifyBy}; otherwise it lapses and all is as before.`,
      `Reason: ${reason}`,
      link,
    ),
  }),
  "stop-ended": ({ number, how, reason, link }) => ({
    subject: `Stop ${number} is over`,
    text: lines(`Stop ${number} ${{ lifted: "was lifted", not_ratified: "was not ratified by a second officer", lapsed: "lapsed, since no second officer agreed in time", reversed: "was reversed" }[how]}. What it alone stopped may operate again.`, reason && `Reason: ${reason}`, link),
  }),
  "stop-to-ratify": ({ number, what, devices, person, reason, by, link }) => ({
    subject: `Stop ${number}: a second officer is needed by ${by}`,
    text: lines(`${person} stopped ${what} in an emergency: ${devices === 1 ? "1 device" : `${devices} devices`}.`, `Reason: ${reason}`, `Another officer has to ratify it by ${by}. Otherwise it lapses, and what it stopped comes back.`, link),
  }),
  "stop-ratified": ({ number, outcome, reason, link }) => ({
    subject: `Stop ${number}: ${outcome === "ratified" ? "ratified" : "not ratified"}`,
    text: lines(outcome === "ratified" ? `Another officer ratified stop ${number}. It stands until it is lifted.` : `Another officer did not ratify stop ${number}. It is over.`, `Reason: ${reason}`, link),
  }),
  "stop-set-aside": ({ number, reason, link }) => ({
    subject: `Stop ${number} is decided anew`,
    text: lines(`The city decides stop ${number} anew. Until then it stands as it is.`, `Reason: ${reason}`, link),
  }),
  "stop-upheld": ({ number, reason, link }) => ({
    subject: `Stop ${number} is upheld`,
    text: lines(`The city decided stop ${number} anew, and upholds it.`, `Reason: ${reason}`, link),
  }),
  "grant-given": ({ what, by, reason, link }) => ({
    subject: "You were given a permission",
    text: lines(`${by} gave you this: you may ${what}.`, `Reason: ${reason}`, link),
  }),
  "grant-ended": ({ what, by, reason }) => ({
    subject: "A permission of yours has ended",
    text: lines(`${by} ended this: you may no longer ${what}.`, `Reason: ${reason}`),
  }),
  "grant-asked": ({ what, person, hours, reason, link }) => ({
    subject: `${person} asks for a permission`,
    text: lines(`${person} asks to ${what}, for ${hours === 1 ? "an hour" : `${hours} hours`}.`, `Reason: ${reason}`, `You can give it or say no:\n${link}`),
  }),
  "grant-proposed": ({ what, person, by, reason, link }) => ({
    subject: `A second person is needed for ${person}`,
    text: lines(`${by} proposes that ${person} may ${what}. It reaches far, so a second person has to agree.`, `Reason: ${reason}`, link),
  }),
  "request-denied": ({ what, reason }) => ({
    subject: "A permission was not given",
    text: lines(`The permission to ${what} was not given.`, `Reason: ${reason}`),
  }),
  "emergency-taken": ({ what, person, reason, by, link }) => ({
    subject: `Emergency: ${person} took a permission`,
    text: lines(`${person} took the permission to ${what}, at once, in an emergency.`, `Reason: ${reason}`, `Unless a different person ratifies it by ${by}, it lapses:\n${link}`),
  }),
  "emergency-ratified": ({ what, outcome, reason }) => ({
    subject: { ratified: "Your emergency permission is ratified", refused: "Your emergency permission was ended", examined_late: "Your emergency permission was looked at" }[outcome],
    text: lines({ ratified: `What you took in an emergency, to ${what}, was ratified.`, refused: `What you took in an emergency, to ${what}, was not ratified and has ended.`, examined_late: `What you took in an emergency, to ${what}, had lapsed; what you did with it was looked at.` }[outcome], `Reason: ${reason}`),
  }),
  "training-recorded": ({ course, until }) => ({
    subject: `Your training “${course}” is recorded`,
    text: lines(`“${course}” is recorded for you. It holds until ${until}.`),
  }),
  "training-ends": ({ course, until, days, what }) => ({
    subject: `“${course}” ends in ${days} days`,
    text: lines(`Your training “${course}” holds until ${until}.`, what.length > 0 && `Unless you renew it, these permissions sleep from the next day on:\n${what.map((words) => `- ${words}`).join("\n")}`, "Speak to whoever records training."),
  }),
  "review-asked": ({ title, items, due, link }) => ({
    subject: `Please review ${items === 1 ? "a permission" : `${items} permissions`} by ${due}`,
    text: lines(`“${title}” asks you which permissions are still needed. ${items === 1 ? "One waits" : `${items} wait`} for your answer until ${due}.`, link),
  }),
  "review-ends": ({ title, items, due, days, silence, link }) => ({
    subject: `${items === 1 ? "A permission waits" : `${items} permissions wait`} for your answer ${days === 0 ? "today" : days === 1 ? "by tomorrow" : `by ${due}`}`,
    text: lines(`“${title}” asks you which permissions are still needed. ${items === 1 ? "One still waits" : `${items} still wait`} for your answer. The last day is ${due}.`, silence === "end" ? "What nobody answers for ends when the review is closed." : "What nobody answers for is kept, and it is written down that nobody answered.", link),
  }),
};

/** The mail's subject and plain text. Unknown templates are a fault: the outbox is written by this code only. */
export function write(template: string, data: unknown): Written {
  const writer = written[template as Template] as ((data: unknown) => Written) | undefined;
  if (!writer) throw new Error(`no words for notice ${template}`);
  const { subject, text } = writer(data);
  return { subject: subject.replaceAll(/[\r\n]+/g, " "), text };
}
