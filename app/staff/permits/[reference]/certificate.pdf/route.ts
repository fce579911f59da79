import { certificateOf } from "@/app/certificate-of";
import { permitFile } from "@/lib/permits/queries";
import { currentPerson } from "@/lib/session/current";

/** The permit as paper, for an officer who may examine it. */
export async function GET(_: Request, { params }: RouteContext<"/staff/permits/[reference]/certificate.pdf">) {
  const who = await currentPerson();
  return certificateOf(who && (await permitFile(who, (await params).reference)));
}
