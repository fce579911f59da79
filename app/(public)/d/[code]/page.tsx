import { redirect } from "next/navigation";

/** The short address on a sign. It never changes. */
export default async function Short({ params }: PageProps<"/d/[code]">) {
  redirect(`/devices/${encodeURIComponent((await params).code.toUpperCase())}`);
}
