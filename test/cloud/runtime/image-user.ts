import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The ids of an image's user, `name`, `name:group` or numbers, by the image's own /etc/passwd and /etc/group. */
export async function userIds(root: string, user: string): Promise<{ readonly uid: number; readonly gid: number }> {
  const [name = '', group] = user.split(':');
  const passwd = (await table(root, 'passwd')).find(([known, , uid]) => known === name || uid === name);
  const groups = (await table(root, 'group')).find(([known]) => known === group);
  const uid = Number(passwd?.[2] ?? name);
  const gid = Number(groups?.[2] ?? group ?? passwd?.[3] ?? 0);
  if (!Number.isInteger(uid) || !Number.isInteger(gid))
    throw new Error(`unable to find user ${user}: no matching entries in passwd file`);
  return { uid, gid };
}

async function table(root: string, name: string): Promise<readonly (readonly string[])[]> {
  const text = await readFile(join(root, 'etc', name), 'utf8').catch(() => '');
  return text.split('\n').map((line) => line.split(':'));
}
