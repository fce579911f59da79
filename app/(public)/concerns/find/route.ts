import { leadTo } from "@/app/(public)/lead-to";
import { concernTracked } from "@/lib/registry/concerns";

/** From the reference of a concern to its page. */
export const GET = (request: Request) => leadTo(request, "/concerns", concernTracked);
