import { notFound } from "next/navigation";
import { Button } from "@/components/form/button";
import { Form } from "@/components/form/form";
import { Page } from "@/components/page/page";
import { languageNow } from "@/app/languages/language";
import { followBehind } from "@/lib/follows/queries";
import { openFormKey } from "@/lib/forms/open-form";
import { confirm, end } from "../acts";

/** Where the links of the mails lead: to confirm, or to be told no more. Nothing happens by opening it, since programs that look through mail open everything. */
export default async function Followed({ params }: PageProps<"/follow/[token]">) {
  const [{ token }, { code, words, written }] = await Promise.all([params, languageNow()]);
  const follow = (await followBehind(token)) ?? notFound();
  const { follow: said } = words;
  const hidden = { ...openFormKey(), language: code, token };
  return (
    <Page title={said.own[follow.status]} width="text" lead={<p {...written}>{said.ownLead(follow.name)}</p>}>
      <meta name="robots" content="noindex" />
      {follow.status === "ended" && <p>{said.ended}</p>}
      {follow.status === "following" && <p>{said.following}</p>}
      {follow.status === "asked" && (
        <Form act={confirm} title={said.confirm} words={words.form} hidden={hidden}>
          <Button>{said.confirm}</Button>
        </Form>
      )}
      {follow.status !== "ended" && (
        <Form act={end} title={said.end} of="end" words={words.form} hidden={hidden}>
          <Button kind="plain">{said.end}</Button>
        </Form>
      )}
    </Page>
  );
}
