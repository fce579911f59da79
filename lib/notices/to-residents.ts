import type { NoticeData } from "@/lib/notices/data";

/** What residents are written, in their own language. What an officer wrote is in the city's own, and stays as it was written. */
interface Letters {
  received(data: NoticeData["concern-received"], day: string): { subject: string; text: string[] };
  answered(data: NoticeData["concern-answered"]): { subject: string; text: string[] };
  merged(data: NoticeData["concern-merged"]): { subject: string; text: string[] };
}

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
};

const all: Record<string, Letters> = { en, es };
/** The languages in which residents are written to: those of the public pages, which a test keeps equal. */
export const residentsLanguages = Object.keys(all);

const lettersIn = (language: string): Letters => all[language] ?? en;
const joined = ({ subject, text }: { subject: string; text: string[] }) => ({ subject, text: text.join("\n\n") });
const dayIn = (language: string, day: string): string => new Intl.DateTimeFormat(language === "en" ? "en-GB" : language, { timeZone: "UTC", day: "numeric", month: "long", year: "numeric" }).format(new Date(day));

export const toResidents = {
  "concern-received": (data: NoticeData["concern-received"]) => joined(lettersIn(data.language).received(data, dayIn(data.language, data.dueOn))),
  "concern-answered": (data: NoticeData["concern-answered"]) => joined(lettersIn(data.language).answered(data)),
  "concern-merged": (data: NoticeData["concern-merged"]) => joined(lettersIn(data.language).merged(data)),
};
