import { notFound } from "next/navigation";
import { ownApplication } from "@/lib/applications/queries";
import { isWritable } from "@/lib/applications/lifecycle";
import { signedIn } from "@/lib/session/current";

/** The application of this address for the member who is signed in, and whether they may write it now. Not theirs: not found. */
export async function load(params: Promise<{ reference: string }>) {
  const { reference } = await params;
  const who = await signedIn(`/partner/applications/${reference}`);
  const application = (await ownApplication(who, reference)) ?? notFound();
  return { who, application, here: `/partner/applications/${application.reference}`, isWritable: isWritable(application.standing) };
}
