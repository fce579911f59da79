import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { Pages } from "@/components/page/pages";
import { Empty } from "@/components/show/empty";
import { wordInstant } from "@/lib/core/calendar";
import { mailbox } from "@/lib/notices/queries";

/** The demo's mail, everyone's: nothing leaves the machine. In production this page does not exist. */
export default async function Mailbox({ searchParams }: PageProps<"/demo/mailbox">) {
  const { of } = await searchParams;
  const mails = (await mailbox(typeof of === "string" ? of : undefined)) ?? notFound();
  return (
    <Page title="Mailbox" width="text" lead={<p>Every mail the demonstration city sent. Nothing leaves this machine; a real city sends them.</p>}>
      {mails.length === 0 ? (
        <Empty title="No mail yet">Mail arrives here a second or two after something is decided.</Empty>
      ) : (
        <ul className="mails">
          {mails.map((mail) => (
            <li key={mail.id}>
              <h2 className="h3">{mail.subject}</h2>
              <p className="note soft">
                To <a href={`/demo/mailbox?of=${encodeURIComponent(mail.email)}`}>{mail.email}</a>, {mail.deliveredAt && wordInstant(mail.deliveredAt)}
              </p>
              <p className="mail-text note">
                {(mail.text ?? "").split(/(https?:\/\/\S+)/).map((part, index) => (part.startsWith("http") ? <a key={index} href={part}>{part}</a> : part))}
              </p>
            </li>
          ))}
        </ul>
      )}
      <Pages {...(of ? { newer: "/demo/mailbox" } : {})} words={mails.length === 1 ? "1 mail" : `${mails.length} mails`} />
    </Page>
  );
}
