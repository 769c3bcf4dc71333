/** Does work again and again with a pause between, never twice at once; answers how to stop. */
export function repeat(work: () => Promise<unknown>, pauseMs: number): () => void {
  let timer: ReturnType<typeof setTimeout>;
  let isStopped = false;
  const wait = () => {
    if (!isStopped) timer = setTimeout(() => void work().finally(wait), pauseMs);
  };
  wait();
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
