import { Notice } from "@/components/show/notice";

/** On the page to which one comes back after asking. */
export function AskedNotice({ asked }: { asked: string | string[] | undefined }) {
  if (asked !== "yes") return null;
  return (
    <Notice kind="granted" title="You have asked.">
      <p>
        Whoever may give it was told by mail; you hear by mail as soon as somebody answers. <a href="/staff/access/requests?view=mine">See what you asked for</a>
      </p>
    </Notice>
  );
}
