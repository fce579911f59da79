import { origin } from "@/lib/core/mode";
import type { NoticeData } from "@/lib/notices/data";

/** What residents are written, in their own language. What an officer wrote is in the city's own, and stays as it was written. */
interface Letters {
  received(data: NoticeData["concern-received"], day: string): { subject: string; text: string[] };
  answered(data: NoticeData["concern-answered"]): { subject: string; text: string[] };
  merged(data: NoticeData["concern-merged"]): { subject: string; text: string[] };
  asked(data: NoticeData["rights-asked"], day: string): { subject: string; text: string[] };
  extended(data: NoticeData["rights-extended"], day: string): { subject: string; text: string[] };
  partnerAnswered(data: NoticeData["rights-answered"]): { subject: string; text: string[] };
  follow(data: NoticeData["follow-asked"]): { subject: string; text: string[] };
  news(data: NoticeData["follow-news"]): { subject: string; text: string[] };
}

/** What was decided, in a word or two, by the ledger's name for it. */
const decided: Record<"en" | "es", Record<string, string>> = {
  en: { "permit.granted": "Allowed", "permit.suspended": "Suspended", "permit.restricted": "Restricted", "permit.narrowed": "Changed", "permit.eased": "Allowed again in part", "permit.resumed": "Allowed again", "permit.revoked": "Revoked", "permit.voided": "Void from the start", "permit.reinstated": "Valid again", "permit.surrendered": "Given back", "permit.superseded": "Replaced", "permit.places_withheld": "Place not public", "permit.places_published": "Place public again" },
  es: { "permit.granted": "Permitido", "permit.suspended": "Suspendido", "permit.restricted": "Restringido", "permit.narrowed": "Cambiado", "permit.eased": "Permitido otra vez en parte", "permit.resumed": "Permitido otra vez", "permit.revoked": "Revocado", "permit.voided": "Nulo desde el principio", "permit.reinstated": "Válido otra vez", "permit.surrendered": "Devuelto", "permit.superseded": "Sustituido", "permit.places_withheld": "Lugar no público", "permit.places_published": "Lugar público otra vez" },
};

const en: Letters = {
  received: ({ reference, link }, day) => ({
    subject: `We have what you reported (${reference})`,
    text: ["Thank you for telling the city what you saw.", `We answer by ${day}. Here you see at any time how it stands:`, link, "Keep this reference to yourself: whoever has it can read what you wrote. We forget your address, your words and your pictures 90 days after the answer."],
  }),
  answered: ({ reference, answer, link }) => ({ subject: `The city’s answer (${reference})`, text: ["You told the city what you saw. This is its answer:", answer, "If it is not put right, you can say so within 60 days:", link] }),
  merged: ({ reference, answer, link }) => ({
    subject: `Somebody else reported the same (${reference})`,
    text: ["What you told the city was reported by somebody else too. Both get the same answer.", ...(answer === null ? ["We write to you as soon as there is one. If it is not the same, say so here:"] : ["This is the answer:", answer, "If it is not the same, say so here:"]), link],
  }),
  asked: ({ reference, partners, link }, day) => ({
    subject: `What you asked about your data was handed on (${reference})`,
    text: [`We found ${partners === 1 ? "1 partner of the city who answers" : `${partners} partners of the city who answer`} for it, and handed on what you asked, with your address.`, `They have to answer by ${day}. They may ask you who you are first, so that nobody else gets your data. Here you see at any time how it stands:`, link, "Keep this reference to yourself: whoever has it can read what you wrote. We forget your address, your words and the answers 90 days after the last answer."],
  }),
  extended: ({ reference, partner, reason, link }, day) => ({ subject: `${partner} needs longer (${reference})`, text: [`${partner} needs longer to answer what you asked about your data. It has to answer by ${day} now. The law allows this once.`, "This is why:", reason, link] }),
  partnerAnswered: ({ reference, partner, outcome, answer, link }) => ({
    subject: `${partner} answered what you asked about your data (${reference})`,
    text: [{ done: `${partner} did what you asked.`, nothing_held: `${partner} holds nothing about you.`, refused: `${partner} did not do what you asked.` }[outcome], "This is its answer:", answer, ...(outcome === "refused" ? ["You may complain to the data protection authority."] : []), link],
  }),
  follow: ({ name, link }) => ({
    subject: "Do you want to be told of what the city decides?",
    text: [`Somebody, perhaps you, wants this address to be told of what the city decides on “${name}”.`, "If you want that, say so here. If you do not, you need do nothing: we forget the address in three days.", link],
  }),
  news: ({ name, news, link }) => ({ subject: `Decided: ${name}`, text: [`This was decided on “${name}”:`, ...news.map((each) => `${decided.en[each.what] ?? each.what}: ${each.title} (${each.partner})\n${each.link}`), "You asked to be told of this. To be told no more:", link] }),
};

const es: Letters = {
  received: ({ reference, link }, day) => ({
    subject: `Hemos recibido su aviso (${reference})`,
    text: ["Gracias por contar a la ciudad lo que ha visto.", `Respondemos antes del ${day}. Aquí puede ver en todo momento cómo va:`, link, "Guarde esta referencia para usted: quien la tenga puede leer lo que escribió. Olvidamos su dirección, sus palabras y sus fotos 90 días después de la respuesta."],
  }),
  answered: ({ reference, answer, link }) => ({ subject: `La respuesta de la ciudad (${reference})`, text: ["Usted contó a la ciudad lo que vio. Esta es su respuesta:", answer, "Si no está arreglado, puede decirlo en un plazo de 60 días:", link] }),
  merged: ({ reference, answer, link }) => ({
    subject: `Otra persona avisó de lo mismo (${reference})`,
    text: ["Otra persona también contó a la ciudad lo que usted vio. Las dos reciben la misma respuesta.", ...(answer === null ? ["Le escribimos en cuanto la haya. Si no es lo mismo, dígalo aquí:"] : ["Esta es la respuesta:", answer, "Si no es lo mismo, dígalo aquí:"]), link],
  }),
  asked: ({ reference, partners, link }, day) => ({
    subject: `Lo que pidió sobre sus datos se ha transmitido (${reference})`,
    text: [`Encontramos ${partners === 1 ? "1 socio de la ciudad que responde" : `${partners} socios de la ciudad que responden`} de ello, y le transmitimos lo que pidió, con su dirección.`, `Tienen que responder antes del ${day}. Antes pueden preguntarle quién es, para que nadie más reciba sus datos. Aquí puede ver en todo momento cómo va:`, link, "Guarde esta referencia para usted: quien la tenga puede leer lo que escribió. Olvidamos su dirección, sus palabras y las respuestas 90 días después de la última respuesta."],
  }),
  extended: ({ reference, partner, reason, link }, day) => ({ subject: `${partner} necesita más tiempo (${reference})`, text: [`${partner} necesita más tiempo para responder a lo que pidió sobre sus datos. Ahora tiene que responder antes del ${day}. La ley lo permite una vez.`, "Este es el motivo:", reason, link] }),
  partnerAnswered: ({ reference, partner, outcome, answer, link }) => ({
    subject: `${partner} respondió a lo que pidió sobre sus datos (${reference})`,
    text: [{ done: `${partner} hizo lo que pidió.`, nothing_held: `${partner} no tiene nada sobre usted.`, refused: `${partner} no hizo lo que pidió.` }[outcome], "Esta es su respuesta:", answer, ...(outcome === "refused" ? ["Puede reclamar ante la autoridad de protección de datos."] : []), link],
  }),
  follow: ({ name, link }) => ({
    subject: "¿Quiere que le avisemos de lo que decide la ciudad?",
    text: [`Alguien, quizá usted, quiere que se avise a esta dirección de lo que decide la ciudad sobre «${name}».`, "Si lo quiere, dígalo aquí. Si no, no tiene que hacer nada: olvidamos la dirección en tres días.", link],
  }),
  news: ({ name, news, link }) => ({ subject: `Decidido: ${name}`, text: [`Se ha decidido esto sobre «${name}»:`, ...news.map((each) => `${decided.es[each.what] ?? each.what}: ${each.title} (${each.partner})\n${each.link}`), "Usted pidió que le avisáramos. Para no recibir más avisos:", link] }),
};

const all: Record<string, Letters> = { en, es };
/** The languages in which residents are written to: those of the public pages, which a test keeps equal. */
export const residentsLanguages = Object.keys(all);

/** The address of a public page in somebody's language. */
export const pageFor = (language: string, path: string): string => `${origin()}${language === "en" ? "" : `/${language}`}${path}`;

const lettersIn = (language: string): Letters => all[language] ?? en;
const joined = ({ subject, text }: { subject: string; text: string[] }) => ({ subject, text: text.join("\n\n") });
const dayIn = (language: string, day: string): string => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(new Date(day));

export const toResidents = {
  "concern-received": (data: NoticeData["concern-received"]) => joined(lettersIn(data.language).received(data, dayIn(data.language, data.dueOn))),
  "concern-answered": (data: NoticeData["concern-answered"]) => joined(lettersIn(data.language).answered(data)),
  "concern-merged": (data: NoticeData["concern-merged"]) => joined(lettersIn(data.language).merged(data)),
  "rights-asked": (data: NoticeData["rights-asked"]) => joined(lettersIn(data.language).asked(data, dayIn(data.language, data.dueOn))),
  "rights-extended": (data: NoticeData["rights-extended"]) => joined(lettersIn(data.language).extended(data, dayIn(data.language, data.dueOn))),
  "follow-asked": (data: NoticeData["follow-asked"]) => joined(lettersIn(data.language).follow(data)),
  "follow-news": (data: NoticeData["follow-news"]) => joined(lettersIn(data.language).news(data)),
  "rights-answered": (data: NoticeData["rights-answered"]) => joined(lettersIn(data.language).partnerAnswered(data)),
};
