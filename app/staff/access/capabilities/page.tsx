import { notFound } from "next/navigation";
import { Page } from "@/components/page/page";
import { capabilities, staffCapabilities } from "@/lib/access/capabilities";
import { holds } from "@/lib/people/queries";
import { signedIn } from "@/lib/session/current";
import { shortWords } from "../short-words";

export default async function Capabilities() {
  const who = await signedIn("/staff/access/capabilities");
  if (!holds(who, "examine", "Grant")) notFound();
  return (
    <Page title="One permission" crumbs={[{ to: "/staff/access", label: "Access" }, { label: "One permission" }]} lead={<p>Everything that a person of the city can be given. Choose one to see who holds it, where and until when.</p>}>
      <ul className="ways-in">
        {staffCapabilities.map((name) => (
          <li key={name}>
            <a href={`/staff/access/capabilities/${name}`}>{shortWords(name)}</a>
            <p>They may {capabilities[name].words}.</p>
          </li>
        ))}
      </ul>
    </Page>
  );
}
