import { ButtonLink } from "@/components/form/button";
import { Page } from "@/components/page/page";
import { Empty } from "@/components/show/empty";
import { Notice } from "@/components/show/notice";
import { Ref } from "@/components/show/ref";
import { Register } from "@/components/show/register";
import { Tag } from "@/components/show/tag";
import { may } from "@/lib/access/may";
import { dayOf, wordDay } from "@/lib/core/calendar";
import { noticesToAnswer } from "@/lib/hearings/queries";
import { intentWords } from "@/lib/hearings/words";
import { ownApplications } from "@/lib/applications/queries";
import { partnersNamed, permitsOffered } from "@/lib/permits/queries";
import { ownPartners, signaturesOf } from "@/lib/partners/queries";
import { termsAt } from "@/lib/partners/terms";
import { isMember, signedIn } from "@/lib/session/current";

export default async function Applications() {
  const who = await signedIn("/partner");
  if (!isMember(who)) {
    return (
      <Page title="Applications" width="text">
        <Empty title="You act for no partner">
          A member of a partner can invite you. If your organisation is new here, <a href="/register">register it</a>.
        </Empty>
      </Page>
    );
  }
  const [applications, partners, asked, offered] = await Promise.all([ownApplications(who), ownPartners(who), noticesToAnswer(who), permitsOffered(who)]);
  const signatures = await signaturesOf(who, partners.map(({ id }) => id));
  const { version } = termsAt(new Date());
  const unsigned = partners.filter(({ id, status }) => status !== "refused" && !signatures.some(({ partnerId, termsVersion }) => partnerId === id && termsVersion === version));
  const names = await partnersNamed(offered.map(({ fromId }) => fromId));
  const mayApply = who.ability.rulesFor("write", "Application").length > 0;
  return (
    <Page title="Applications" lead={<p>{partners.map((partner) => partner.name).join(", ")}</p>}>
      {partners
        .filter((partner) => partner.status !== "verified")
        .map((partner) => (
          <Notice key={partner.id} kind="waiting" title={partner.status === "refused" ? `The city could not verify ${partner.name}.` : `The city is checking ${partner.name}.`}>
            {partner.status === "refused" ? "Call the permit desk: the number is at the foot of this page." : "You can write applications now and send them once it is verified. We write to you."}
          </Notice>
        ))}
      {unsigned.map((partner) => (
        <Notice key={partner.id} kind="waiting" title={`The city’s terms are not signed yet for ${partner.name}.`}>
          <p>
            <a href="/partner/terms">{may(who.ability, "sign", "Partner", partner).may ? "Read and sign them" : "Read them, and who may sign"}</a>; no application can be sent before.
          </p>
        </Notice>
      ))}
      {asked.map(({ number, intends, answerBy, application, permit }) => (
        <Notice key={number} kind="waiting" title={`The city considers ${intentWords[intends]}: ${(application ?? permit)?.title ?? ""}.`}>
          <p>
            <a href={`/partner/notices/${number}`}>Read why, and answer</a> until {wordDay(answerBy)}.
          </p>
        </Notice>
      ))}
      {offered.map(({ number, title, fromId }) => (
        <Notice key={number} kind="waiting" title={`${names.get(fromId) ?? "Another partner"} offers you a permit: ${title}.`}>
          <p>
            <a href={`/partner/transfers/${number}`}>Read what it is about, and answer</a>
          </p>
        </Notice>
      ))}
      {mayApply && (
        <p>
          <ButtonLink to="/partner/applications/new">Begin an application</ButtonLink>
        </p>
      )}
      {applications.length === 0 ? (
        <Empty title="No applications yet">Begin one: you can stop at any page and come back.</Empty>
      ) : (
        <Register
          caption="Applications, newest first"
          hideCaption
          columns={[{ head: "Application" }, { head: "Status" }, { head: "Sent" }, { head: "Decision due" }]}
          rows={applications.map((application) => ({
            key: application.id,
            cells: [
              <span key="a">
                <a href={`/partner/applications/${application.reference}`}>{application.title}</a>
                <small>
                  <Ref>{application.reference}</Ref>
                  {partners.length > 1 && ` · ${application.partner.name}`}
                </small>
              </span>,
              <Tag key="t" record="application" status={application.status} />,
              application.submittedAt ? wordDay(dayOf(application.submittedAt)) : "Not sent yet",
              application.dueOn && ["submitted", "in_review"].includes(application.status) ? wordDay(application.dueOn) : "–",
            ],
          }))}
        />
      )}
    </Page>
  );
}
