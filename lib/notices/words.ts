import type { NoticeData, Template } from "@/lib/notices/data";
import { toResidents } from "@/lib/notices/to-residents";
import { fill, isLetter, letters, type LetterName, type Wording } from "@/lib/notices/letters";

const lines = (...parts: (string | false)[]): string => parts.filter((part) => part !== false).join("\n\n");

/** What is said in the same words in every city. */
const written: { [T in Exclude<Template, LetterName>]: (data: NoticeData[T]) => Wording } = {
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
  "case-assigned": ({ reference, title, by, reason, link }) => ({
    subject: `${reference}: ${by} gave you this case`,
    text: lines(`${by} gave you the case “${title}”.`, reason, link),
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
  "consideration-answered": ({ reference, title, link }) => ({
    subject: `${reference}: the partner answered your notice`,
    text: lines(`The partner answered what you consider about “${title}”. Read it before you decide:`, link),
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
  ...toResidents,
  "rights-forwarded": ({ number, by, link }) => ({
    subject: `Somebody asks about their own data (request ${number}): answer by ${by}`,
    text: lines("Somebody asks you, through the city, what you hold about them, or that you put it right, delete it or stop using it.", `The law gives you until ${by}. Read what they ask, and answer it here:`, link),
  }),
  "rights-due": ({ number, days, by, link }) => ({
    subject: `Request ${number} about somebody’s own data: ${days < 0 ? "overdue" : `answer by ${by}`}`,
    text: lines(days < 0 ? `Your answer was due on ${by}. How long partners take is published.` : `Your answer is due by ${by}. If you need longer, say why before that day.`, link),
  }),
  "concern-reopened": ({ number, link }) => ({
    subject: `Concern ${number} was reopened`,
    text: lines("Whoever reported this says that it is not put right. Read what they wrote:", link),
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

function standing(template: string, data: unknown): Wording {
  const writer = written[template as keyof typeof written] as ((data: unknown) => Wording) | undefined;
  if (!writer) throw new Error(`no words for notice ${template}`);
  return writer(data);
}

/** The mail's subject and plain text; in the city's own words where it has some for this letter. Unknown templates are a fault: the outbox is written by this code only. */
export function write(template: string, data: unknown, own: Wording | null = null): Wording {
  const { subject, text } = isLetter(template) ? fill(template, own ?? letters[template], data) : standing(template, data);
  return { subject: subject.replaceAll(/[\r\n]+/g, " "), text };
}
