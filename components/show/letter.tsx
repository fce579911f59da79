/** A letter as whoever gets it reads it. */
export function Letter({ subject, text }: { subject: string; text: string }) {
  return (
    <div className="letter">
      <p className="letter-subject">{subject}</p>
      <p className="mail-text">{text}</p>
    </div>
  );
}
