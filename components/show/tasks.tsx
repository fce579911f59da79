import type { ReactNode } from "react";
import { Tag } from "./tag";

export interface TaskGroup {
  title: string;
  /** Without `to` the task cannot be opened yet. `status` is one of the record "task". */
  tasks: { to?: string; label: string; hint?: ReactNode; status: string }[];
}

/** What is to be done, in groups, each with its status. */
export function Tasks({ groups }: { groups: TaskGroup[] }) {
  return (
    <div className="stack-lg">
      {groups.map((group) => (
        <section key={group.title} className="stack">
          <h2>{group.title}</h2>
          <ul className="tasks">
            {group.tasks.map((task) => (
              <li key={task.label}>
                <div>
                  {task.to ? <a href={task.to}>{task.label}</a> : <span>{task.label}</span>}
                  {task.hint && <p className="hint">{task.hint}</p>}
                </div>
                <Tag record="task" status={task.status} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
