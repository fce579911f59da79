import { certificateOf } from "@/app/certificate-of";
import { ownPermit } from "@/lib/permits/queries";
import { currentPerson } from "@/lib/session/current";

/** The permit as paper, for a member of its partner. */
export async function GET(_: Request, { params }: RouteContext<"/partner/permits/[reference]/certificate.pdf">) {
  const who = await currentPerson();
  return certificateOf(who && (await ownPermit(who, (await params).reference)));
}
