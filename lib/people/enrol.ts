import "server-only";
import { ok, refused } from "@/lib/core/result";
import { decision } from "@/lib/decisions/decision";
import { enrolInput } from "@/lib/people/schema";
import { openEnrolmentLink } from "@/lib/session/enrolment-link";
import { hashPassword, passwordProblem } from "@/lib/session/password";
import { openSecret, sealSecret, stepOf } from "@/lib/session/totp";

/**
 * An invited person takes their account: chooses a password and, for city staff always, pairs an authenticator app.
 * The code used to pair is spent. Refuses a used or old link, a weak password, a code that does not fit.
 */
export const enrol = decision({
  name: "person.enrolled",
  input: enrolInput,
  may: { visitor: "whoever holds the link from the mail is the invited person" },
  find: ({ tx, input, now }) => openEnrolmentLink(tx, input.token, now).then((link) => link ?? { used: true as const }),
  async decide({ tx, input, record: link, now }) {
    if ("used" in link) return refused("link_used_or_over");
    const { person } = link;
    const problem = passwordProblem(input.password, [person.name, person.email]);
    if (problem) return refused(problem, { field: "password" });

    const isMember = person.memberships.length > 0;
    let totp = {};
    if (!isMember || input.code !== "") {
      const secret = readSecret(input.secret);
      const step = secret ? stepOf(secret, input.code.replaceAll(" ", ""), now) : null;
      if (!secret || step === null) return refused("code_wrong", { field: "code" });
      totp = { totpSecret: sealSecret(secret), totpLastStep: step };
    }
    // The link is used up first and by condition, so that two who hold it cannot both enrol.
    const { count } = await tx.enrolmentLink.updateMany({ where: { id: link.id, usedAt: null }, data: { usedAt: now } });
    if (count !== 1) return refused("link_used_or_over");
    await tx.person.update({ where: { id: person.id }, data: { status: "active", passwordHash: await hashPassword(input.password), version: { increment: 1 }, ...totp } });
    return ok({ subject: { type: "Person", id: person.id }, from: "invited", to: "active", actorId: person.id, open: { secondFactor: "totpSecret" in totp } });
  },
});

function readSecret(sealed: string): string | null {
  try {
    return openSecret(sealed);
  } catch {
    return null;
  }
}
