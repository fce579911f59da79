import { leadTo } from "@/app/(public)/lead-to";

/** From a reference to its page. */
export const GET = (request: Request) => leadTo(request, "/concerns");
