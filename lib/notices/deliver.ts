import "server-only";
import { createTransport, type Transporter } from "nodemailer";
import { db } from "@/lib/core/db";
import { isDemo, origin } from "@/lib/core/mode";
import { log } from "@/lib/core/log";
import { receiptOf } from "@/lib/ledger/tree";
import { ownWording } from "@/lib/notices/own-wording";
import { write } from "@/lib/notices/words";

const leaseSeconds = 60;
const mostAttempts = 8;
/** A decision's notice waits so long for its receipt, which is there within a second; then it goes without, and the link in it leads to it later. */
const waitForReceipt = 600_000;

/** `receipt` is a file that goes with it: the proof of what was decided. */
export type Send = (mail: { id: string; to: string; subject: string; text: string; receipt?: { name: string; text: string } }) => Promise<void>;

/** How mail leaves: by SMTP in production; in the demo it stays, and the mailbox page shows it. */
export function sender(): Send {
  if (isDemo()) return async () => undefined;
  const smtp: Transporter = createTransport({ url: process.env.SMTP_URL, connectionTimeout: 8_000, greetingTimeout: 8_000, socketTimeout: 10_000 }, { from: process.env.MAIL_FROM });
  // The same notice sent twice (a crash between sending and noting it) carries the same Message-ID.
  return async ({ id, to, subject, text, receipt }) =>
    void (await smtp.sendMail({ to: { name: "", address: to }, subject, text, messageId: `<${id}@lamppost>`, ...(receipt ? { attachments: [{ filename: receipt.name, content: receipt.text, contentType: "text/plain; charset=utf-8" }] } : {}) }));
}

/**
 * Delivers what is due, at most `most`, and answers how many went out. Each is leased for a minute, so that a worker killed in the
 * middle loses none; each is tried eight times, ever later, then set aside for a person to look at.
 */
export async function deliverDue(send: Send, most = 5): Promise<number> {
  const claimed = await db.$queryRaw<{ id: string }[]>`
    UPDATE "Notice" SET "leaseUntil" = now() + ${leaseSeconds} * interval '1 second', attempts = attempts + 1
    WHERE id IN (
      SELECT id FROM "Notice" WHERE "deliveredAt" IS NULL AND "failedAt" IS NULL AND "dueAt" <= now() AND ("leaseUntil" IS NULL OR "leaseUntil" < now())
      ORDER BY "dueAt" LIMIT ${most} FOR UPDATE SKIP LOCKED)
    RETURNING id`;
  let delivered = 0;
  for (const { id } of claimed) {
    const notice = await db.notice.findUniqueOrThrow({ where: { id } });
    try {
      const mail = write(notice.template, notice.data, await ownWording(notice.template));
      const receipt = notice.entryId ? await receiptOf(notice.entryId) : null;
      if (notice.entryId && !receipt && Date.now() - notice.createdAt.getTime() < waitForReceipt) {
        await db.notice.update({ where: { id }, data: { leaseUntil: null, attempts: { decrement: 1 }, dueAt: new Date(Date.now() + 1_000) } });
        continue;
      }
      if (notice.entryId) mail.text += `\n\n${receipt ? "The receipt of this decision is attached. It proves what was decided and when, also without us. Check it here" : "The receipt of this decision is not ready yet. Find it here later"}:\n${origin()}/ledger/entries/${notice.entryId}\n`;
      await send({ id, to: notice.email, ...mail, ...(receipt ? { receipt: { name: `receipt-${notice.entryId}.txt`, text: receipt } } : {}) });
      // A link that lets somebody in is kept no longer than it takes to deliver it.
      const kept = isDemo() ? { subject: mail.subject, text: mail.text } : { subject: mail.subject, data: {} };
      await db.notice.update({ where: { id }, data: { deliveredAt: new Date(), leaseUntil: null, lastProblem: null, ...kept } });
      delivered++;
    } catch (problem) {
      // Mail servers repeat the address they refuse: it is not kept, nor logged.
      const words = problem instanceof Error ? problem.message.replaceAll(/[^\s<>"]+@[^\s<>"]+/g, "(an address)").slice(0, 300) : "unknown";
      const isLast = notice.attempts >= mostAttempts;
      log[isLast ? "error" : "warn"]({ notice: id, attempt: notice.attempts, problem: words }, "a notice was not delivered");
      await db.notice.update({ where: { id }, data: { leaseUntil: null, lastProblem: words, dueAt: new Date(Date.now() + 30_000 * 2 ** notice.attempts), ...(isLast ? { failedAt: new Date() } : {}) } });
    }
  }
  return delivered;
}
