import { Choices } from "@/components/form/choices";
import { revoke } from "../actions";
import { DeedPage } from "../deed-page";

export default async function Revoke({ params }: PageProps<"/staff/permits/[reference]/revoke">) {
  return (
    <DeedPage
      reference={(await params).reference}
      deed={{
        deed: "revoke",
        title: "Revoke this permit",
        lead: <p>It is withdrawn for good. The partner must switch the devices off and remove them. If it is enough to stop them for a time, suspend it instead.</p>,
        effect: { devices: "lose their right to", networks: "must shut them out" },
        button: (devices) => `Revoke it for ${devices}`,
        danger: true,
        act: revoke,
        children: <Choices name="confirm" kind="checkbox" legend="Are you sure?" options={[{ value: "yes", label: "I withdraw it for good" }]} />,
      }}
    />
  );
}
