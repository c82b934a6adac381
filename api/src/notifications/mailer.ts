import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { Config } from '../config.ts'
import type { Message } from './templates/index.ts'

export interface Mail extends Message {
  to: string
  /** the same mail sent twice carries the same id, so that mailboxes keep one */
  messageId: string
}

export interface Mailer {
  send(mail: Mail): Promise<void>
  close(): void
}

const patienceMilliseconds = 15_000

/** By SMTP; without SMTP_URL mails are written as .eml files to `<dataDirectory>/mail/`. */
export function createMailer({ smtpUrl, mailFrom, dataDirectory }: Config): Mailer {
  return smtpUrl ? bySmtp(smtpUrl, mailFrom) : byFiles(join(dataDirectory, 'mail'), mailFrom)
}

function bySmtp(url: string, from: string): Mailer {
  const patience = {
    connectionTimeout: patienceMilliseconds,
    greetingTimeout: patienceMilliseconds,
    socketTimeout: patienceMilliseconds,
  }
  const transport = createTransport({ url, pool: true, maxConnections: 4, ...patience }, { from })
  return {
    async send(mail) {
      await transport.sendMail(mail)
    },
    close: () => transport.close(),
  }
}

function byFiles(directory: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'unix' }, { from })
  return {
    async send(mail) {
      const { message } = await transport.sendMail(mail)
      await mkdir(directory, { recursive: true })
      const file = join(directory, `${mail.messageId.replace(/[^\w.-]/g, '_')}.eml`)
      await writeFile(`${file}.draft`, message as Buffer)
      await rename(`${file}.draft`, file)
    },
    close: () => transport.close(),
  }
}

/** Whether the receiving server refuses for good (RFC 5321, 5yz), so that trying again is of no use. */
export function isRefusedForGood(error: unknown): boolean {
  const { responseCode } = (error ?? {}) as { responseCode?: number }
  return responseCode !== undefined && responseCode >= 500 && responseCode < 600
}

/** Why a mail was not sent, without the address that servers like to quote. */
export function failureOf(error: unknown): string {
  const { code, responseCode } = (error ?? {}) as { code?: string; responseCode?: number }
  return [code ?? 'unknown', responseCode].filter(Boolean).join(' ')
}
